package dev.capstan.images.setter;

import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which markers a tree has.
 *
 * @param places by path and line
 * @param warnings markers and files that an update would leave alone whatever the policies say
 */
public record MarkerScan(List<Place> places, List<SetterWarning> warnings) {
    /** Copies the lists. */
    public MarkerScan {
        places = List.copyOf(places);
        warnings = List.copyOf(warnings);
    }

    /** What scanning gives. */
    public sealed interface Outcome {
        /** The tree was read. */
        record Scanned(MarkerScan scan) implements Outcome {}

        /**
         * It was not.
         *
         * @param why for people
         */
        record Refused(String why) implements Outcome {}
    }

    /**
     * A marker and the value beside it.
     *
     * @param line 1-based, of the marker
     * @param value as it is now
     */
    public record Place(String path, int line, Marker marker, ObjectId object, String value) {}

    /**
     * Looks for all markers below a folder.
     *
     * @param folder as for {@link ImageSetter#update}
     * @throws IOException when the tree cannot be read
     */
    public static Outcome of(FileTree tree, String folder, SetterLimits limits) throws IOException {
        return switch (YamlFiles.in(tree, folder, limits)) {
            case YamlFiles.Search.Refused(var why) -> new Outcome.Refused(why);
            case YamlFiles.Search.Found(var files) -> new Outcome.Scanned(scan(tree, files, limits));
        };
    }

    private static MarkerScan scan(FileTree tree, YamlFiles files, SetterLimits limits) throws IOException {
        List<Place> places = new ArrayList<>();
        List<SetterWarning> warnings = new ArrayList<>(files.warnings());
        for (String path : files.paths()) {
            Optional<byte[]> text = FileBytes.read(tree, path, limits, warnings);
            if (text.isPresent()) {
                MarkedFile file = MarkedFile.read(path, text.get(), limits);
                warnings.addAll(file.warnings());
                file.values()
                        .forEach(value -> places.add(new Place(
                                path,
                                value.line(),
                                value.marker(),
                                value.place().object(),
                                ValueEdit.current(value.scalar()))));
            }
        }
        return new MarkerScan(places, warnings);
    }

    /** The policies that the markers name. */
    public SortedSet<PolicyKey> policies() {
        SortedSet<PolicyKey> policies = new TreeSet<>();
        places.forEach(place -> policies.add(place.marker().policy()));
        return policies;
    }
}
