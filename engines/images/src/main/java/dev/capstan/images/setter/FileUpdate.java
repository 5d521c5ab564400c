package dev.capstan.images.setter;

import dev.capstan.images.setter.MarkedFile.MarkedValue;
import dev.capstan.yaml.YamlScalar;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets the marked values of one file. */
final class FileUpdate {
    private final String path;
    private final byte[] source;
    private final PolicyImages images;
    private final SetterLimits limits;
    private final List<SetterWarning> warnings;

    private final List<ValueEdit> edits = new ArrayList<>();
    private final IdentityHashMap<YamlScalar, String> newTexts = new IdentityHashMap<>();
    private final Map<ObjectId, List<Change>> changes = new LinkedHashMap<>();

    /** @param warnings where to add what is left alone */
    FileUpdate(String path, byte[] source, PolicyImages images, SetterLimits limits, List<SetterWarning> warnings) {
        this.path = path;
        this.source = source;
        this.images = images;
        this.limits = limits;
        this.warnings = warnings;
    }

    /** The file with its values set; empty when nothing changes, or nothing can be changed. */
    Optional<ChangedFile> run(MarkedFile file) {
        if (file.yaml().isEmpty()) {
            return Optional.empty();
        }
        SourceLines lines = SourceLines.of(source);
        for (MarkedValue value : file.values()) {
            set(value, lines);
        }
        if (edits.isEmpty()) {
            return Optional.empty();
        }
        byte[] content = edited();
        Optional<String> damage = UnchangedRest.check(path, file.yaml().get(), newTexts, content, limits);
        if (damage.isPresent()) {
            warnings.add(new SetterWarning.NotWritable(path, 0, damage.get()));
            return Optional.empty();
        }
        List<ObjectChanges> objects = changes.entrySet().stream()
                .map(entry -> new ObjectChanges(entry.getKey(), entry.getValue()))
                .toList();
        return Optional.of(new ChangedFile(path, content, objects));
    }

    private void set(MarkedValue value, SourceLines lines) {
        Optional<ImageRef> image = images.find(path, value.line(), value.marker(), warnings);
        if (image.isEmpty()) {
            return;
        }
        String newText = image.get().text(value.marker().part());
        String oldText = ValueEdit.current(value.scalar());
        if (newTexts.containsKey(value.scalar())) {
            warnings.add(new SetterWarning.NotWritable(
                    path, value.line(), "the value has another marker already; remove one of the two"));
            return;
        }
        if (newText.equals(oldText)) {
            return;
        }
        ValuePlace place = value.place();
        if (!(place.what() instanceof ValuePlace.What.Value(YamlScalar scalar, var around))) {
            return;
        }
        switch (ValueEdit.of(scalar, place.span(), around, newText, source, lines)) {
            case ValueEdit.Written.Refused(var why) ->
                warnings.add(new SetterWarning.NotWritable(path, value.line(), why));
            case ValueEdit.Written.Ready(var edit) -> {
                edits.add(edit);
                newTexts.put(scalar, edit.text());
                changes.computeIfAbsent(place.object(), _ -> new ArrayList<>())
                        .add(new Change(oldText, newText, value.marker().setter()));
            }
        }
    }

    private byte[] edited() {
        ByteArrayOutputStream content = new ByteArrayOutputStream(source.length + 64);
        int at = 0;
        edits.sort(Comparator.comparingInt(ValueEdit::from));
        for (ValueEdit edit : edits) {
            content.write(source, at, edit.from() - at);
            content.writeBytes(edit.written().getBytes(StandardCharsets.UTF_8));
            at = edit.to();
        }
        content.write(source, at, source.length - at);
        return content.toByteArray();
    }
}
