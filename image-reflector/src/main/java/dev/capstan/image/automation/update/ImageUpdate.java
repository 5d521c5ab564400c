package dev.capstan.image.automation.update;

import dev.capstan.api.image.ImageRef;
import dev.capstan.image.automation.change.ChangedObject;
import dev.capstan.image.automation.change.Marker;
import dev.capstan.image.automation.change.ValueChange;
import dev.capstan.image.automation.plan.UpdateFolder;
import dev.capstan.images.setter.ChangedFile;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.images.setter.ObjectChanges;
import dev.capstan.images.setter.ObjectId;
import dev.capstan.images.setter.SetterResult;
import dev.capstan.images.setter.SetterWarning;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an update of a tree would write. Writes nothing. */
public final class ImageUpdate {
    private final ImageSetter setter;
    private final UpdateFolder folder;
    private final String namespace;

    /**
     * Updates of a folder.
     *
     * @param namespace of the policies; markers of others are not applied
     */
    public ImageUpdate(ImageSetter setter, UpdateFolder folder, String namespace) {
        this.setter = setter;
        this.folder = folder;
        this.namespace = namespace;
    }

    /** What came of it. */
    public sealed interface Result {
        /**
         * The tree was read.
         *
         * @param files new content by path from the root
         * @param changes what is new in them
         * @param warnings what was left as it is
         */
        record Updated(Map<String, byte[]> files, List<ValueChange> changes, List<SetterWarning> warnings)
                implements Result {}

        /** The folder cannot be looked through. */
        record Refused(String why) implements Result {}
    }

    /** Whether an image can be written at all. */
    public static boolean isWritable(ImageRef image) {
        return WritableImages.isWritable(image);
    }

    /**
     * What is to be written for these images.
     *
     * @param images by the names of their policies
     * @throws IOException when the tree cannot be read
     */
    public Result of(FileTree tree, Map<String, ImageRef> images) throws IOException {
        return switch (setter.update(tree, folder.path(), WritableImages.within(namespace, images))) {
            case SetterResult.Refused(String why) -> new Result.Refused(why);
            case SetterResult.Updated(var files, var warnings, var _) -> {
                var contents = new LinkedHashMap<String, byte[]>();
                var changes = new ArrayList<ValueChange>();
                for (ChangedFile file : files) {
                    contents.put(file.path(), file.content());
                    file.objects().forEach(object -> add(changes, file.path(), object, images));
                }
                yield new Result.Updated(contents, List.copyOf(changes), warnings);
            }
        };
    }

    private void add(List<ValueChange> changes, String path, ObjectChanges object, Map<String, ImageRef> images) {
        ObjectId id = object.object();
        var where = new ChangedObject(id.apiVersion(), id.kind(), id.name(), id.namespace());
        for (var change : object.changes()) {
            Marker marker = Marker.of(change.setter());
            changes.add(new ValueChange(
                    path,
                    folder.relative(path),
                    where,
                    change.oldValue(),
                    change.newValue(),
                    marker,
                    Objects.requireNonNull(images.get(marker.policy()))));
        }
    }
}
