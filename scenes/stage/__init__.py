"""The only reusable drawing code: theme, type, layout, grids, the window, the worked line."""
