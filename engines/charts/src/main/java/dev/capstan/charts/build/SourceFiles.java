package dev.capstan.charts.build;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartLimits;
import dev.capstan.tree.FileTree;
import java.io.IOException;

/** Files of a source as a whole; one that is larger than a chart may have is refused before it is read. */
record SourceFiles(FileTree tree, ChartLimits limits) {

    /** A packed chart. */
    byte[] archive(String path) throws ChartException, IOException {
        limits.checkArchive("'" + path + "'", tree.size(path));
        return tree.read(path);
    }

    /** Any other file. */
    byte[] file(String path) throws ChartException, IOException {
        limits.checkFile(path, tree.size(path));
        return tree.read(path);
    }
}
