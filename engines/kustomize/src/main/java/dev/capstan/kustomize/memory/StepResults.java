package dev.capstan.kustomize.memory;

import dev.capstan.kustomize.resource.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the steps of one kustomization made of objects.
 *
 * @param recipe what decides how they work
 * @param rounds for each run of steps that look at one object at a time: the object after them, empty when they removed it; maps
 *     by identity that nobody changes
 */
public record StepResults(Recipe recipe, List<Map<Snapshot, Optional<Snapshot>>> rounds) implements Remembered {
    private static final long BYTES_PER_ENTRY = 64;

    /** Copies the list. */
    public StepResults {
        rounds = List.copyOf(rounds);
    }

    @Override
    public long bytes() {
        long bytes = 0;
        for (Map<Snapshot, Optional<Snapshot>> round : rounds) {
            for (Optional<Snapshot> result : round.values()) {
                bytes += BYTES_PER_ENTRY + result.map(Snapshot::bytes).orElse(0L);
            }
        }
        return bytes;
    }
}
