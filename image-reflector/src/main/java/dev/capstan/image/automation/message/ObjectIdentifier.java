package dev.capstan.image.automation.message;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.image.automation.change.ChangedObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object as templates see it: prints as nested structs, and answers {@code .Kind} at once, as promoted fields of Go do. */
record ObjectIdentifier(ChangedObject object) implements GoStruct {

    @Override
    public GoType type() {
        return TemplateTypes.OBJECT;
    }

    @Override
    public Object field(String name) {
        return TemplateStruct.of(TemplateTypes.RESOURCE, Map.of("TypeMeta", typeMeta(), "NameMeta", nameMeta()));
    }

    private GoStruct typeMeta() {
        return TemplateStruct.of(
                TemplateTypes.TYPE_META, Map.of("APIVersion", object.apiVersion(), "Kind", object.kind()));
    }

    private GoStruct nameMeta() {
        return TemplateStruct.of(
                TemplateTypes.NAME_META, Map.of("Name", object.name(), "Namespace", object.namespace()));
    }

    @Override
    public @Nullable GoFunction method(String name) {
        return switch (name) {
            case "APIVersion" -> answers(object.apiVersion());
            case "Kind" -> answers(object.kind());
            case "Name" -> answers(object.name());
            case "Namespace" -> answers(object.namespace());
            case "TypeMeta" -> answers(typeMeta());
            case "NameMeta" -> answers(nameMeta());
            default -> null;
        };
    }

    private static GoFunction answers(Object value) {
        return GoFunction.of((_, _) -> value);
    }
}
