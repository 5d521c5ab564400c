package dev.capstan.cli.events;

import dev.capstan.api.kind.ToolkitKind;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.List;
import java.util.Set;

/**
 * Which events are asked for.
 *
 * @param about the objects that they are about; empty for all objects of the toolkit
 * @param types their types, such as Warning; empty for all
 */
record EventFilter(Set<Subject> about, List<String> types) {

    EventFilter {
        about = Set.copyOf(about);
        types = List.copyOf(types);
    }

    /**
     * What an event is about.
     *
     * @param kind its kind
     * @param namespace its namespace; empty where that does not matter
     * @param name its name
     */
    record Subject(String kind, String namespace, String name) {
        private boolean isOf(ObjectReference object) {
            return kind.equalsIgnoreCase(object.getKind())
                    && name.equals(object.getName())
                    && (namespace.isEmpty() || namespace.equals(object.getNamespace()));
        }
    }

    boolean matches(Event event) {
        ObjectReference object = event.getInvolvedObject();
        return object != null
                && (types.isEmpty()
                        || types.stream().anyMatch(type -> type.equalsIgnoreCase(String.valueOf(event.getType()))))
                && (about.isEmpty() ? isOfToolkit(object) : about.stream().anyMatch(subject -> subject.isOf(object)));
    }

    private static boolean isOfToolkit(ObjectReference object) {
        String version = String.valueOf(object.getApiVersion());
        return ToolkitKind.named(String.valueOf(object.getKind()))
                .filter(kind -> version.startsWith(kind.group() + "/"))
                .isPresent();
    }
}
