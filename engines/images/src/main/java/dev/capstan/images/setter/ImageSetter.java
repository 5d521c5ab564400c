package dev.capstan.images.setter;

import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sets the values that have a marker to the images of their policies. Writes nothing itself, and names only regular files that lie below
 * the folder; links are neither followed nor named.
 */
public final class ImageSetter {
    private static final Comparator<SetterWarning> BY_PLACE =
            Comparator.comparing(SetterWarning::path).thenComparingInt(SetterWarning::line);

    private final SetterLimits limits;

    public ImageSetter() {
        this(SetterLimits.DEFAULT);
    }

    public ImageSetter(SetterLimits limits) {
        this.limits = limits;
    }

    /**
     * What an update of all files below a folder would write.
     *
     * @param folder from the root of the tree; empty for all of it, and {@code ..} does not lead out
     * @throws IOException when the tree cannot be read
     */
    public SetterResult update(FileTree tree, String folder, PolicyImages images) throws IOException {
        return switch (YamlFiles.in(tree, folder, limits)) {
            case YamlFiles.Search.Refused(var why) -> new SetterResult.Refused(why);
            case YamlFiles.Search.Found(var files) -> update(tree, files, images);
        };
    }

    /**
     * What an update of one file would write.
     *
     * @param path for messages
     */
    public SetterResult.Updated update(String path, byte[] content, PolicyImages images) {
        Totals totals = new Totals();
        if (content.length > limits.fileBytes()) {
            totals.warnings.add(FileBytes.tooLarge(path, limits));
        } else if (MarkedFile.mayHaveMarkers(content)) {
            totals.add(path, content, images);
        }
        return totals.result();
    }

    private SetterResult update(FileTree tree, YamlFiles files, PolicyImages images) throws IOException {
        Totals totals = new Totals();
        totals.warnings.addAll(files.warnings());
        for (String path : files.paths()) {
            FileBytes.read(tree, path, limits, totals.warnings).ifPresent(content -> totals.add(path, content, images));
        }
        return totals.result();
    }

    /** What was found so far. */
    private final class Totals {
        private final List<ChangedFile> changed = new ArrayList<>();
        private final List<SetterWarning> warnings = new ArrayList<>();
        private int markers;

        void add(String path, byte[] content, PolicyImages images) {
            MarkedFile file = MarkedFile.read(path, content, limits);
            warnings.addAll(file.warnings());
            markers += file.values().size();
            new FileUpdate(path, content, images, limits, warnings).run(file).ifPresent(changed::add);
        }

        SetterResult.Updated result() {
            warnings.sort(BY_PLACE);
            return new SetterResult.Updated(changed, warnings, markers);
        }
    }
}
