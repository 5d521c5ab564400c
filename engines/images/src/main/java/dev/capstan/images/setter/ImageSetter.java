package dev.capstan.images.setter;

import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    private SetterResult update(FileTree tree, YamlFiles files, PolicyImages images) throws IOException {
        List<ChangedFile> changed = new ArrayList<>();
        List<SetterWarning> warnings = new ArrayList<>(files.warnings());
        int markers = 0;
        for (String path : files.paths()) {
            Optional<byte[]> text = FileBytes.read(tree, path, limits, warnings);
            if (text.isEmpty()) {
                continue;
            }
            MarkedFile file = MarkedFile.read(path, text.get(), limits);
            warnings.addAll(file.warnings());
            markers += file.values().size();
            new FileUpdate(path, text.get(), images, limits, warnings).run(file).ifPresent(changed::add);
        }
        warnings.sort(BY_PLACE);
        return new SetterResult.Updated(changed, warnings, markers);
    }
}
