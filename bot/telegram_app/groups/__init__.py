"""Groups: being added, settings, who may ask."""
