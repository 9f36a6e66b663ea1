"""Who runs what, where: the deployments of a repository, what each starts, installs and loads.

All that a rule asks about one deployment is answered here.
"""
