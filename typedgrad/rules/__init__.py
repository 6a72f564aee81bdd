"""The rules: every primitive's forward beside its gradients, a family in each module. `table` lists them all."""
