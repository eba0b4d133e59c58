"""Records against gold: reading gold, matching one to one, scores, differences."""
