package dev.capstan.cli.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * An object, and what it has applied.
 *
 * @param title kind, namespace and name
 * @param status how it is
 * @param children what it has applied
 */
record TreeNode(String title, String status, List<TreeNode> children) {

    TreeNode {
        children = List.copyOf(children);
    }

    /** The tree as lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line());
        addChildren(lines, "");
        return lines;
    }

    private String line() {
        return status.isEmpty() ? title : title + "  " + status;
    }

    private void addChildren(List<String> lines, String indent) {
        for (int i = 0; i < children.size(); i++) {
            boolean isLast = i == children.size() - 1;
            lines.add(indent + (isLast ? "└── " : "├── ") + children.get(i).line());
            children.get(i).addChildren(lines, indent + (isLast ? "    " : "│   "));
        }
    }
}
