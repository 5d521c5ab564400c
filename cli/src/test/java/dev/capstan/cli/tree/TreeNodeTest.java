package dev.capstan.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeNodeTest {

    @Test
    void whatBelongsTogetherHangsTogether() {
        var deep = new TreeNode("c", "Ready", List.of(new TreeNode("d", "Current", List.of())));
        var tree = new TreeNode("a", "Ready", List.of(deep, new TreeNode("b", "", List.of())));

        assertThat(tree.lines()).containsExactly("a  Ready", "├── c  Ready", "│   └── d  Current", "└── b");
    }
}
