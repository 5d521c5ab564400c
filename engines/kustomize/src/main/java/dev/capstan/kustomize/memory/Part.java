package dev.capstan.kustomize.memory;

import dev.capstan.kustomize.config.TransformerConfig;
import dev.capstan.kustomize.load.Usage;
import dev.capstan.kustomize.resource.Snapshot;
import dev.capstan.tree.TreeInputs;
import java.util.List;

/**
 * The objects of a file, a generator or a whole base.
 *
 * @param inputs everything that was asked of the tree to make them
 * @param objects the objects, in order
 * @param config the fields to transform that a base brings along
 * @param usage what they counted against the limits of the build
 * @param folders all folders that were entered for them
 * @param depth levels of kustomizations below the one that asked for them
 */
public record Part(
        TreeInputs inputs,
        List<Snapshot> objects,
        TransformerConfig config,
        Usage usage,
        List<String> folders,
        int depth)
        implements Remembered {
    private static final long BYTES_PER_ANSWER = 220;

    /** Copies the lists. */
    public Part {
        objects = List.copyOf(objects);
        folders = List.copyOf(folders);
    }

    @Override
    public long bytes() {
        return objects.stream().mapToLong(Snapshot::bytes).sum() + inputs.size() * BYTES_PER_ANSWER;
    }
}
