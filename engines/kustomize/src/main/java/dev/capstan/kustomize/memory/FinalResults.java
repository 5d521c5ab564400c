package dev.capstan.kustomize.memory;

import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.reference.Followed;
import dev.capstan.kustomize.resource.Snapshot;
import java.util.Map;

/**
 * The last steps of a build.
 *
 * @param recipe what decides how they work
 * @param followed objects after their references were followed
 * @param built finished objects; maps by identity that nobody changes
 */
public record FinalResults(Recipe recipe, Map<Snapshot, Followed> followed, Map<Snapshot, BuiltObject> built)
        implements Remembered {
    private static final long BYTES_PER_ENTRY = 128;

    @Override
    public long bytes() {
        long bytes = 0;
        for (Map.Entry<Snapshot, Followed> each : followed.entrySet()) {
            bytes += BYTES_PER_ENTRY;
            bytes += each.getValue().result() == each.getKey()
                    ? 0
                    : each.getValue().result().bytes();
        }
        for (Snapshot each : built.keySet()) {
            bytes += BYTES_PER_ENTRY + each.bytes();
        }
        return bytes;
    }
}
