"""Training: the typed `Trainer`, its batches, its callbacks, the `History` it returns, and metrics."""

from typedgrad.train.batches import Batches as Batches
from typedgrad.train.callbacks import Callback as Callback
from typedgrad.train.callbacks import Stop as Stop
from typedgrad.train.early_stopping import EarlyStopping as EarlyStopping
from typedgrad.train.history import Epoch as Epoch
from typedgrad.train.history import Evaluation as Evaluation
from typedgrad.train.history import History as History
from typedgrad.train.loader import DataLoader as DataLoader
from typedgrad.train.metrics import accuracy as accuracy
from typedgrad.train.metrics import confusion_matrix as confusion_matrix
from typedgrad.train.metrics import f1_score as f1_score
from typedgrad.train.metrics import precision_score as precision_score
from typedgrad.train.metrics import recall_score as recall_score
from typedgrad.train.table import LayerSummary as LayerSummary
from typedgrad.train.table import Summary as Summary
from typedgrad.train.table import summary as summary
from typedgrad.train.trainer import Trainer as Trainer
