package dev.capstan.api.kind;

import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.Categories;
import dev.capstan.api.schema.OldVersions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the API server calls a kind.
 *
 * @param group API group
 * @param versions served versions, the stored one first
 * @param kind as it stands in manifests
 * @param plural as it stands in paths
 * @param shortNames further names
 * @param categories names of the groups of kinds that it belongs to
 */
record KindNames(
        String group,
        List<String> versions,
        String kind,
        String plural,
        List<String> shortNames,
        List<String> categories) {

    /** The names that the annotations of a type give. */
    static KindNames of(Class<? extends ToolkitResource<?, ?>> type) {
        return new KindNames(
                HasMetadata.getGroup(type),
                versionsOf(type),
                HasMetadata.getKind(type),
                HasMetadata.getPlural(type),
                Optional.ofNullable(type.getAnnotation(ShortNames.class))
                        .map(names -> List.of(names.value()))
                        .orElse(List.of()),
                Optional.ofNullable(type.getAnnotation(Categories.class))
                        .map(categories -> List.of(categories.value()))
                        .orElse(List.of()));
    }

    private static List<String> versionsOf(Class<? extends ToolkitResource<?, ?>> type) {
        var versions = new ArrayList<>(List.of(HasMetadata.getVersion(type)));
        Optional.ofNullable(type.getAnnotation(OldVersions.class))
                .ifPresent(old -> versions.addAll(List.of(old.value())));
        return List.copyOf(versions);
    }

    /** Whether a type has a status; the type of a status that is not there is {@link Void}. */
    static boolean hasStatus(Class<? extends ToolkitResource<?, ?>> type) {
        return ((ParameterizedType) type.getGenericSuperclass()).getActualTypeArguments()[1] != Void.class;
    }
}
