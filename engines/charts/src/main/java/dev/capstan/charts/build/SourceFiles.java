package dev.capstan.charts.build;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartLimits;
import dev.capstan.tree.FileTree;
import java.io.IOException;

/** Files of a source as a whole; one that is larger than a chart may have is refused before it is read. */
record SourceFiles(FileTree tree, ChartLimits limits) {

    /** A packed chart. */
    byte[] archive(String path) throws ChartException, IOException {
        if (tree.size(path) > limits.archive()) {
            throw new ChartException(
                    new ChartFailure.LimitExceeded("a packed chart may have %d bytes".formatted(limits.archive())));
        }
        return tree.read(path);
    }

    /** Any other file. */
    byte[] file(String path) throws ChartException, IOException {
        long size = tree.size(path);
        if (size > limits.file()) {
            throw new ChartException(new ChartFailure.LimitExceeded(
                    "a file of a chart may have %d bytes; '%s' has %d".formatted(limits.file(), path, size)));
        }
        return tree.read(path);
    }
}
