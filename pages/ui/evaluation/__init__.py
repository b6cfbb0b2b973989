"""The evaluate screen: choosing, the table, differences, slices, queries."""
