package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.process.Invocation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's editor: {@code SOPS_EDITOR}, {@code EDITOR}, or the first of vim, nano and vi that there is. */
record EditorProgram(List<String> command) {
    private static final int FAILED = 201;
    private static final List<String> USUAL = List.of("vim", "nano", "vi");

    EditorProgram {
        command = List.copyOf(command);
    }

    /** Finds it. */
    static EditorProgram of(Invocation invocation) {
        return invocation
                .variable("SOPS_EDITOR")
                .or(() -> invocation.variable("EDITOR"))
                .map(ShellWords::split)
                .filter(words -> !words.isEmpty())
                .or(() -> usual(invocation))
                .map(EditorProgram::new)
                .orElseThrow(() -> new CommandFailure(
                        "There is no editor: set EDITOR, or install one of " + String.join(", ", USUAL), FAILED));
    }

    private static Optional<List<String>> usual(Invocation invocation) {
        String[] folders = invocation.variable("PATH").orElse("").split(File.pathSeparator);
        return USUAL.stream()
                .filter(name -> Stream.of(folders)
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))))
                .findFirst()
                .map(List::of);
    }

    /**
     * Lets the user edit a file.
     *
     * @throws CommandFailure with exit code 201 when the editor cannot be started, or fails
     */
    void open(Path file, CommandScope scope) {
        var words = new ArrayList<>(command);
        words.add(file.toString());
        int exitCode;
        try {
            exitCode = ForegroundProgram.run(scope, new ProcessBuilder(words));
        } catch (IOException e) {
            throw new CommandFailure("Cannot start the editor " + command.getFirst() + ": " + e.getMessage(), FAILED);
        }
        if (exitCode != 0) {
            throw new CommandFailure(
                    "The editor " + command.getFirst() + " ended with exit code " + exitCode + "; nothing was changed",
                    FAILED);
        }
    }
}
