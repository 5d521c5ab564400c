package dev.capstan.api.crd;

import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.OldVersions;
import dev.capstan.api.schema.OptionalIn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions that are served besides the stored one. Each has the whole schema of the stored version, so nothing is dropped from an
 * object whichever version it is written in, without the requirements that {@link OptionalIn} takes away.
 */
final class OldVersionSchemas {
    private final String version;

    private OldVersionSchemas(String version) {
        this.version = version;
    }

    /** Adds the versions that the type names to a complete definition. */
    static CustomResourceDefinition addTo(CustomResourceDefinition crd, Class<? extends ToolkitResource<?, ?>> kind) {
        OldVersions old = kind.getAnnotation(OldVersions.class);
        if (old != null) {
            var versions = new ArrayList<>(crd.getSpec().getVersions());
            for (String version : old.value()) {
                versions.add(new OldVersionSchemas(version)
                        .of(crd.getSpec().getVersions().getFirst(), kind));
            }
            crd.getSpec().setVersions(versions);
        }
        return crd;
    }

    private CustomResourceDefinitionVersion of(CustomResourceDefinitionVersion stored, Class<?> kind) {
        var copy = Serialization.clone(stored);
        copy.setName(version);
        copy.setStorage(false);
        copy.setDeprecated(true);
        copy.setDeprecationWarning("%s/%s %s is deprecated, use %s"
                .formatted(
                        HasMetadata.getGroup(kind.asSubclass(HasMetadata.class)),
                        version,
                        HasMetadata.getKind(kind.asSubclass(HasMetadata.class)),
                        stored.getName()));
        Type[] specAndStatus = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
        var parts = copy.getSchema().getOpenAPIV3Schema().getProperties();
        relax(parts.get("spec"), (Class<?>) specAndStatus[0]);
        relax(parts.get("status"), (Class<?>) specAndStatus[1]);
        return copy;
    }

    private void relax(JSONSchemaProps schema, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            var field = SchemaRefinement.fieldOf(type, component);
            String name = SchemaRefinement.wireName(component, field);
            OptionalIn optional = field.getAnnotation(OptionalIn.class);
            if (optional != null && List.of(optional.value()).contains(version)) {
                schema.setRequired(schema.getRequired().stream()
                        .filter(required -> !required.equals(name))
                        .toList());
            }
            SchemaRefinement.nested(component.getGenericType())
                    .ifPresent(record -> relax(
                            SchemaRefinement.itemsOrSelf(schema.getProperties().get(name)), record));
        }
    }
}
