package dev.capstan.promotion.kube;

import dev.capstan.api.promotion.Promotion;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who wrote an annotation, as far as the API server remembers: the field manager, which is a program rather than a person. */
record AnnotationAuthors(List<ManagedFieldsEntry> fields) {

    static AnnotationAuthors of(Promotion promotion) {
        List<ManagedFieldsEntry> fields = promotion.getMetadata().getManagedFields();
        return new AnnotationAuthors(fields == null ? List.of() : fields);
    }

    Optional<String> of(String annotation) {
        return fields.stream()
                .filter(entry -> owns(entry, annotation))
                .map(ManagedFieldsEntry::getManager)
                .filter(manager -> manager != null && !manager.isBlank())
                .reduce((_, last) -> last);
    }

    private static boolean owns(ManagedFieldsEntry entry, String annotation) {
        Object at = entry.getFieldsV1() == null ? Map.of() : entry.getFieldsV1().getAdditionalProperties();
        for (String key : List.of("f:metadata", "f:annotations", "f:" + annotation)) {
            if (!(at instanceof Map<?, ?> fields) || !fields.containsKey(key)) {
                return false;
            }
            at = fields.get(key) == null ? Map.of() : fields.get(key);
        }
        return true;
    }
}
