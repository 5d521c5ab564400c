package dev.capstan.cli.images;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.disk.WholeFile;
import dev.capstan.cli.terminal.PrintableText;
import dev.capstan.images.setter.ChangedFile;
import dev.capstan.images.setter.SetterResult.Updated;
import dev.capstan.images.setter.SetterWarning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The changes of a folder: shown, and written to its files and to nothing else. */
final class UpdatedFolder {
    private final Path folder;
    private final Updated updated;
    private final List<FileDifference> differences;

    UpdatedFolder(Path folder, Updated updated) {
        this.folder = folder;
        this.updated = updated;
        this.differences = updated.files().stream()
                .map(file -> FileDifference.of(read(file.path()), file))
                .toList();
    }

    private byte[] read(String path) {
        try {
            return Files.readAllBytes(file(path));
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + folder.resolve(path) + ": " + e.getMessage(), e);
        }
    }

    /** The file, which no part of its path below the folder leads away from. */
    private Path file(String path) throws IOException {
        Path at = folder;
        for (String name : path.split("/")) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at)) {
                throw new IOException("it is a link now");
            }
        }
        if (!Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is not a file any more");
        }
        return at;
    }

    boolean hasChanges() {
        return !differences.isEmpty();
    }

    /** What was left as it is; markers of policies that nobody set are not worth a word. */
    List<String> warnings() {
        return updated.warnings().stream()
                .filter(it -> !(it instanceof SetterWarning.UnknownPolicy))
                .map(SetterWarning::message)
                .toList();
    }

    /** Fails when a value that was to be set could not be: half an update helps nobody. */
    void requireComplete() {
        updated.warnings().stream()
                .filter(SetterWarning.NotWritable.class::isInstance)
                .findFirst()
                .ifPresent(it -> {
                    throw new CommandFailure("Nothing was written: " + PrintableText.of(it.message()));
                });
    }

    /** {@code file:line: old → new (policy)}. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        for (var difference : differences) {
            for (var placed : difference.placed()) {
                var change = placed.change();
                lines.add(PrintableText.of(difference.path() + ":" + placed.line() + ": " + change.oldValue() + " → "
                        + change.newValue() + " (" + change.setter() + ")"));
            }
        }
        return List.copyOf(lines);
    }

    List<String> unified() {
        return differences.stream().flatMap(it -> it.unified().stream()).toList();
    }

    void write() {
        for (ChangedFile changed : updated.files()) {
            try {
                WholeFile.write(file(changed.path()), changed.content());
            } catch (IOException e) {
                throw new CommandFailure("Cannot write " + folder.resolve(changed.path()) + ": " + e.getMessage(), e);
            }
        }
    }
}
