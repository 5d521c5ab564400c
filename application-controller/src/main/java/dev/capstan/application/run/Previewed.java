package dev.capstan.application.run;

import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.operate.SyncRehearsal.Rehearsed;
import dev.capstan.argo.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pass would come to, were it carried out.
 *
 * @param refreshed for sync, health and resources of the status; empty when the Application was not compared
 * @param conditions those that were looked for
 * @param waitsFor what must come to its end before a pass can begin anything of its own; empty for nothing
 * @param sync what the sync would do that automation would begin at once; empty when it would begin none
 * @param due when automation looks again, because of a pause or a window; empty when it does not
 * @param fields of objects that differ, as paths without values, as far as they can be told
 */
public record Previewed(
        Optional<Refreshed> refreshed,
        Conditions conditions,
        Optional<String> waitsFor,
        Optional<Rehearsed> sync,
        Optional<Instant> due,
        Map<ObjectKey, List<String>> fields) {
    /** Copies the map. */
    public Previewed {
        fields = Map.copyOf(fields);
    }

    static Previewed waitingFor(String what) {
        return new Previewed(
                Optional.empty(), Conditions.NONE, Optional.of(what), Optional.empty(), Optional.empty(), Map.of());
    }
}
