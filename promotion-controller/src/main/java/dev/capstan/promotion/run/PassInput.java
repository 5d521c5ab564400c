package dev.capstan.promotion.run;

import dev.capstan.promotion.health.WatchedObject;
import dev.capstan.promotion.note.Notes;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a pass begins with.
 *
 * @param name namespace and name of the Promotion
 * @param environments those of the spec
 * @param watched the objects of each environment
 * @param fields the same objects in their JSON form, where an expression of the next environment sees them
 * @param notes what people wrote
 */
public record PassInput(
        String name,
        List<Environment> environments,
        Memory memory,
        List<List<WatchedObject>> watched,
        List<List<Map<String, Object>>> fields,
        Notes notes,
        Instant now) {
    /** Copies the lists. */
    public PassInput {
        environments = List.copyOf(environments);
        watched = List.copyOf(watched);
        fields = List.copyOf(fields);
    }
}
