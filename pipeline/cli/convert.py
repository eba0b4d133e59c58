"""`glaneur convert`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import told


def convert(
    source: Annotated[Path, typer.Argument(help="What to convert: a file, or a folder of gold, of a run, of brat.")],
    target: Annotated[Path, typer.Argument(help="What to write; it must not exist.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="The format of SOURCE, if its name does not tell.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="The format of TARGET, if its ending does not tell.")
    ] = None,
    sources: Annotated[
        Path | None, typer.Option("--sources", help="Where the documents lie, if SOURCE does not hold their texts.")
    ] = None,
) -> None:
    """Convert annotations: gold or records to the format of another tool, and back.

    \b
    FORMAT          ending            what it is
    gold                              a folder with docs.jsonl and gold.jsonl
    records         .jsonl            records, or the output folder of a run (*)
    label-studio    .json             tasks of Label Studio
    brat                              a folder with .txt and .ann
    web-annotation  .jsonld           W3C Web Annotation (*)
    docbin          .spacy            spaCy's DocBin
    conll           .conllup, .conll  CoNLL-U Plus, one IOB column a label
    csv             .csv              a row a mention (*)
    parquet         .parquet          the same; wants glaneur[convert] (*)
    (*) holds no texts: --sources says where the documents lie.

    Values, rules and warnings travel along, and what comes back is what went out; what a format cannot hold is told on
    standard error, with its number. Offsets are converted, and every quote is checked against the text.

    Exit status: 0 all well, 2 used wrongly.

    \b
    Examples:
      glaneur convert outputs tasks.json --sources corpus       for Label Studio,
      glaneur convert export.json my-gold --to gold             and back
      glaneur convert tests/gold train.spacy --sources corpus   for spaCy
      glaneur convert my-gold for-brat --to brat
      glaneur convert outputs mentions.csv --sources corpus

    The labelling interface for Label Studio (Settings, Labeling Interface, Code):

    \b
    <View>
      <Labels name="label" toName="text">
        <Label value="ORGANISATION"/>
        <Label value="RESOLUTION"/>
        <Label value="DATE"/>
        <Label value="FIGURE"/>
      </Labels>
      <Text name="text" value="$text"/>
      <TextArea name="value" toName="text" perRegion="true"/>
    </View>

    """  # noqa: D301 - a true \b tells click to leave a paragraph as it is
    from pipeline.convert.annotations import ConvertError
    from pipeline.convert.formats import convert as convert_file
    from pipeline.corpus import SourceError
    from pipeline.evaluation.gold import GoldError
    from pipeline.outputs import RecordsError

    with told(ConvertError, GoldError, RecordsError, SourceError, OSError):
        for line in convert_file(source, target, from_, to, sources):
            typer.echo(line, err=True)
