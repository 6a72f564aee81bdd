"""The table of rules: every primitive's forward beside its gradients."""
