package dev.capstan.kustomize.resource;

import dev.capstan.kustomize.node.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Takes snapshots of the objects of a list. */
public final class Snapshots {
    private static final long BYTES_PER_OBJECT = 600;
    private static final long BYTES_PER_NODE = 104;

    private record Measured(Resource resource, boolean hasNodesInSeveralPlaces, long bytes) {}

    private final Map<Node, Resource> owners = new IdentityHashMap<>();
    private Resource current;
    private boolean isShared;
    private boolean hasNodesInSeveralPlaces;
    private long bytes;

    private Snapshots(Resource first) {
        this.current = first;
    }

    /**
     * Takes a snapshot of every object that has none, or has changed since.
     *
     * @return false when objects have a part in common, as a replacement may leave them: a change of one would have to show in
     *     the other, which copies could not do; then no snapshot is taken
     */
    public static boolean take(List<Resource> resources) {
        List<Measured> measured = new ArrayList<>();
        Snapshots snapshots = null;
        for (Resource resource : resources) {
            if (resource.snapshot().isEmpty()) {
                snapshots = snapshots == null ? new Snapshots(resource) : snapshots;
                measured.add(snapshots.measure(resource));
                if (snapshots.isShared) {
                    return false;
                }
            }
        }
        for (Measured each : measured) {
            each.resource().freeze(each.hasNodesInSeveralPlaces(), each.bytes());
        }
        return true;
    }

    private Measured measure(Resource resource) {
        current = resource;
        hasNodesInSeveralPlaces = false;
        bytes = BYTES_PER_OBJECT;
        visit(resource.content());
        return new Measured(resource, hasNodesInSeveralPlaces, bytes);
    }

    private void visit(Node node) {
        Resource owner = owners.putIfAbsent(node, current);
        if (owner != null) {
            hasNodesInSeveralPlaces = true;
            isShared |= owner != current;
            return;
        }
        bytes += BYTES_PER_NODE + node.text().length();
        for (int i = 0; i < node.size(); i++) {
            visit(node.child(i));
        }
    }
}
