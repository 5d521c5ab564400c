package dev.capstan.image.automation.message;

import static java.util.stream.Collectors.groupingBy;

import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.StructMap;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedMap;
import dev.capstan.image.automation.change.ValueChange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code .Changed}: values, by file and by object. */
final class ChangeValues {

    private ChangeValues() {}

    static GoStruct of(List<ValueChange> changes, GoStruct imageResult) {
        return new TemplateStruct(
                TemplateTypes.RESULT_V2,
                Map.of("ImageResult", imageResult, "FileChanges", byFile(changes)),
                Map.of("Objects", byObject(changes), "Changes", distinct(changes)),
                null);
    }

    private static TypedMap byFile(List<ValueChange> changes) {
        Map<String, @Nullable Object> files = new TreeMap<>();
        changes.stream()
                .collect(groupingBy(ValueChange::file))
                .forEach((file, there) -> files.put(file, byObject(there)));
        return new TypedMap(TemplateTypes.FILE_CHANGES, files);
    }

    private static StructMap byObject(List<ValueChange> changes) {
        List<StructMap.Entry> entries = changes.stream()
                .collect(groupingBy(ValueChange::object, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> new StructMap.Entry(new ObjectIdentifier(entry.getKey()), list(entry.getValue())))
                .toList();
        return new StructMap(TemplateTypes.OBJECT, TemplateTypes.OBJECT_CHANGES, entries);
    }

    private static TypedList distinct(List<ValueChange> changes) {
        return new TypedList(
                TemplateTypes.CHANGES,
                changes.stream().map(ChangeValues::change).distinct().toList());
    }

    private static TypedList list(List<ValueChange> changes) {
        return new TypedList(
                TemplateTypes.CHANGES,
                changes.stream().map(ChangeValues::change).toList());
    }

    private static TemplateStruct change(ValueChange change) {
        return TemplateStruct.of(
                TemplateTypes.CHANGE,
                Map.of(
                        "OldValue", change.oldValue(),
                        "NewValue", change.newValue(),
                        "Setter", change.marker().toString()));
    }
}
