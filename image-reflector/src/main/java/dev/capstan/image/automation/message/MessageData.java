package dev.capstan.image.automation.message;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.automation.change.ValueChange;
import java.util.List;
import java.util.Map;

/**
 * What a template can tell about.
 *
 * @param automation the object that writes
 * @param changes what is written
 * @param values what the user gives to the template
 */
public record MessageData(ObjectKey automation, List<ValueChange> changes, Map<String, String> values) {
    /** Copies the lists. */
    public MessageData {
        changes = List.copyOf(changes);
        values = Map.copyOf(values);
    }
}
