class NodeOrLeaf:
    type: str
    parent: BaseNode | None
    start_pos: tuple[int, int]
    end_pos: tuple[int, int]
    def get_code(self, include_prefix: bool = True) -> str: ...
    def get_first_leaf(self) -> Leaf: ...

class Leaf(NodeOrLeaf):
    prefix: str

class BaseNode(NodeOrLeaf):
    children: list[NodeOrLeaf]
