package dev.capstan.kustomize.explain;

import dev.capstan.kustomize.ExplainedField;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.resource.Resource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Who set which field of which object, for all objects of one build. Belongs to one thread. */
public final class FieldLedger {
    private final Map<Resource, ObjectHistory> histories = new IdentityHashMap<>();

    /**
     * Looks at objects after a step: what differs from the last look was set by it.
     *
     * @param by where the step is configured, and as its field what it is; without a file, the object itself is the place
     */
    public void note(List<Resource> objects, Place by) {
        for (Resource object : objects) {
            Place place = by.file().isEmpty()
                    ? new Place(object.origin().file(), object.origin().line(), 0, by.field())
                    : by;
            histories.computeIfAbsent(object, _ -> new ObjectHistory()).look(object.root(), place);
        }
    }

    /** Says that an object has taken the place of another, whose history it goes on with. */
    public void replaced(Resource old, Resource fresh) {
        ObjectHistory history = histories.remove(old);
        if (history != null) {
            histories.put(fresh, history);
        }
    }

    /** The fields of an object as last seen, in the order in which it has them. */
    public List<ExplainedField> fields(Resource object) {
        ObjectHistory history = histories.get(object);
        return history == null ? List.of() : history.fields();
    }
}
