package dev.capstan.cli.kustomize;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.disk.WholeFile;
import dev.capstan.kustomize.edit.Edit;
import dev.capstan.kustomize.edit.EditOutcome;
import dev.capstan.kustomize.edit.KustomizationFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kustomization file of a folder. */
final class KustomizationOnDisk {
    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final Path file;

    private KustomizationOnDisk(Path file) {
        this.file = file;
    }

    static KustomizationOnDisk in(Path folder) {
        List<Path> found =
                NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
        return switch (found.size()) {
            case 0 ->
                throw new CommandFailure("there is no kustomization file in "
                        + folder.toAbsolutePath().normalize() + "; go to its folder, or write a " + NAMES.getFirst()
                        + " first");
            case 1 -> new KustomizationOnDisk(found.getFirst());
            default -> throw new CommandFailure("there is more than one kustomization file here: " + found);
        };
    }

    /** Its name, without the folder. */
    String name() {
        return file.getFileName().toString();
    }

    /** The entries of one of its lists. */
    List<String> entries(Edit.PathList list) {
        try {
            return KustomizationFile.of(name(), Files.readString(file)).entries(list);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Makes all edits or none. */
    void apply(List<? extends Edit> edits) {
        try {
            KustomizationFile before = KustomizationFile.of(name(), Files.readString(file));
            KustomizationFile after = before;
            for (Edit edit : edits) {
                after = switch (after.apply(edit)) {
                    case EditOutcome.Edited edited -> edited.file();
                    case EditOutcome.Rejected rejected ->
                        throw new CommandFailure(rejected.problem().describe());
                };
            }
            if (!after.equals(before)) {
                WholeFile.write(file, after.text().getBytes(StandardCharsets.UTF_8));
            }
        } catch (MalformedInputException notText) {
            throw new CommandFailure(file + " is not UTF-8", notText);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
