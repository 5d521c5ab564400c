package dev.capstan.image.automation.message;

import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.TypedMap;
import dev.capstan.image.automation.change.ValueChange;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dot of a template. */
final class TemplateRoot {
    private static final Comparator<ValueChange> ORDER =
            Comparator.comparing(ValueChange::file).thenComparing(ValueChange::object);

    private TemplateRoot() {}

    static GoStruct of(MessageData data) {
        List<ValueChange> changes = data.changes().stream().sorted(ORDER).toList();
        GoStruct updated = ImageValues.of(changes);
        Map<String, @Nullable Object> values = new LinkedHashMap<>(data.values());
        return new TemplateStruct(
                TemplateTypes.ROOT,
                Map.of(
                        "AutomationObject",
                        namespacedName(
                                data.automation().namespace(), data.automation().name()),
                        "Updated",
                        updated,
                        "Changed",
                        ChangeValues.of(changes, updated),
                        "Values",
                        new TypedMap(GoType.STRING_MAP, values)),
                shortForms(changes),
                null);
    }

    /** What tutorials write for one image; several are listed. */
    private static Map<String, Object> shortForms(List<ValueChange> changes) {
        return Map.of(
                "NewTag", joined(changes, change -> change.image().tag()),
                "OldTag", joined(changes, ValueChange::oldTag),
                "NewImage", joined(changes, change -> change.image().toString()),
                "OldImage", joined(changes, ValueChange::oldImage),
                "Image", joined(changes, change -> change.image().name()),
                "Policy", joined(changes, change -> change.marker().policy()));
    }

    private static String joined(List<ValueChange> changes, Function<ValueChange, String> part) {
        return changes.stream()
                .map(part)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static GoStruct namespacedName(String namespace, String name) {
        return new TemplateStruct(
                TemplateTypes.NAMESPACED_NAME,
                Map.of("Namespace", namespace, "Name", name),
                Map.of(),
                namespace + "/" + name);
    }
}
