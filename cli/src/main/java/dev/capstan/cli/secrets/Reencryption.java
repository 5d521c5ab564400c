package dev.capstan.cli.secrets;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.disk.WholeFile;
import dev.capstan.cli.process.ProgramRun;
import dev.capstan.cli.sops.KeyDifference;
import dev.capstan.cli.sops.SopsSession;
import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.sops.MacCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Brings encrypted files to the keys of their rules. All are made in memory first, so that a key that is missing changes none. */
final class Reencryption {
    private final SopsSession session;
    private final SecretScan scan;
    private final Path folder;
    private final Optional<String> rule;
    private final boolean rotates;

    /**
     * Of a folder.
     *
     * @param rule only files of the rule with this path
     * @param rotates whether data keys are made anew
     */
    Reencryption(SopsSession session, Path folder, Optional<String> rule, boolean rotates) {
        this.session = session;
        this.scan = new SecretScan(session, Clock.systemUTC());
        this.folder = folder;
        this.rule = rule;
        this.rotates = rotates;
    }

    /** A file before and after. */
    record Change(byte[] before, byte[] after) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return "Change";
        }
    }

    /**
     * The files that change, by their paths in the folder.
     *
     * @throws CommandFailure that names all files that cannot be opened or encrypted
     */
    Map<Path, Change> prepare(List<String> excluded) {
        var changes = new LinkedHashMap<Path, Change>();
        var problems = new ArrayList<String>();
        for (Path path : FolderFiles.in(folder, excluded).paths()) {
            Path file = folder.resolve(path);
            byte[] bytes = SecretScan.bytes(file);
            Optional<SecretScan.Encrypted> encrypted = SecretScan.encrypted(path.toString(), bytes);
            if (encrypted.isEmpty() || rule.isPresent() && !rule.equals(scan.ruleOf(file))) {
                continue;
            }
            Optional<EncryptionPlan> plan = session.planned(file, Map.of());
            if (plan.isEmpty()
                    || !rotates
                            && KeyDifference.of(encrypted.get().metadata(), plan.get())
                                    .isNone()) {
                continue;
            }
            switch (reencrypted(file, encrypted.get(), plan.get())) {
                case Outcome.Done<byte[]> done -> changes.put(path, new Change(bytes, done.value()));
                case Outcome.Refused<byte[]> refused ->
                    problems.add(refused.failure().message());
            }
        }
        if (!problems.isEmpty()) {
            throw new CommandFailure(
                    "Nothing was changed, as not all files can be:\n  " + String.join("\n  ", problems));
        }
        return changes;
    }

    private Outcome<byte[]> reencrypted(Path file, SecretScan.Encrypted encrypted, EncryptionPlan plan) {
        var sops = session.sops(file);
        var text = encrypted.text();
        return rotates
                ? sops.rotate(text, MacCheck.REQUIRED, _ -> plan.groups())
                : sops.updateKeys(text, plan.groups(), plan.shamirThreshold());
    }

    /** Writes all of them; when one cannot be written, those before it get back what they held. */
    void write(Map<Path, Change> changes) {
        var written = new ArrayList<Path>();
        try {
            for (var change : changes.entrySet()) {
                WholeFile.write(
                        folder.resolve(change.getKey()), change.getValue().after());
                written.add(change.getKey());
            }
        } catch (IOException e) {
            undo(written, changes);
            throw new CommandFailure("Nothing was changed, as a file cannot be written: " + e.getMessage(), e);
        }
    }

    private void undo(List<Path> written, Map<Path, Change> changes) {
        for (Path path : written) {
            try {
                WholeFile.write(
                        folder.resolve(path),
                        Objects.requireNonNull(changes.get(path)).before());
            } catch (IOException e) {
                throw new CommandFailure(
                        "Some files were changed and some were not; git diff shows which: " + e.getMessage(), e);
            }
        }
    }

    /** Commits these files and no others. */
    void commit(List<Path> paths) {
        var command = new ArrayList<>(List.of(
                "git",
                "-C",
                folder.toString(),
                "commit",
                "--quiet",
                "--only",
                "-m",
                "Encrypt " + paths.size() + " files for the keys of their rules",
                "--"));
        paths.forEach(path -> command.add(path.toString()));
        try {
            var run = ProgramRun.of(command, Map.of(), new byte[0]);
            if (run.exitCode() != 0) {
                throw new CommandFailure("The files are changed and not committed: " + run.err());
            }
        } catch (IOException e) {
            throw new CommandFailure("The files are changed and not committed: there is no git", e);
        }
    }
}
