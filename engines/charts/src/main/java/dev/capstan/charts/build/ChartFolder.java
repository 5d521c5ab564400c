package dev.capstan.charts.build;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFiles;
import dev.capstan.charts.ChartLimits;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;

/** The files of a chart that lies unpacked in a source: all but what its {@code .helmignore} leaves out. */
final class ChartFolder {
    private ChartFolder() {}

    static ChartFiles files(FileTree source, String folder, ChartLimits limits) throws ChartException, IOException {
        var rules = folder.isEmpty() ? HelmIgnore.FILE : folder + "/" + HelmIgnore.FILE;
        var text = source.kind(rules) == EntryKind.FILE ? new SourceFiles(source, limits).file(rules) : new byte[0];
        return ChartFiles.of(source, folder, HelmIgnore.parse(text), limits);
    }
}
