"""From a surface to its value: numbers, calendar dates, quantities, resolution symbols."""
