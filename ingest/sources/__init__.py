"""Where rows come from: files, pipes, downloads, and the sources known by name."""
