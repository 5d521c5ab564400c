package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Brings the master keys of one file to what its rule says. */
final class KeyUpdate {
    private final SopsSession session;
    private final Path file;
    private final Optional<String> type;

    KeyUpdate(SopsSession session, String file, Optional<String> type) {
        this.session = session;
        this.file = Path.of(file);
        this.type = type;
    }

    /** @param isAgreed whether nobody is to be asked */
    void run(boolean isAgreed) {
        var input = SopsInput.read(file, type, 1);
        EncryptionPlan plan = session.planned(file, Map.of())
                .orElseThrow(() -> new CommandFailure("There is no .sops.yaml with creation rules above " + file
                        + ", and nothing else says which keys it should have"));
        var sops = session.sops(file);
        Metadata metadata = SopsSession.need(sops.metadata(input.text()));
        var difference = KeyDifference.of(metadata, plan);
        if (difference.isNone()) {
            session.invocation().err().println(file + " has the keys that its rule says");
            return;
        }
        session.invocation().printLine(file + " would have other keys:");
        difference.lines().forEach(session.invocation()::printLine);
        if (isAgreed || isConfirmed()) {
            byte[] updated = SopsSession.need(sops.updateKeys(input.text(), plan.groups(), plan.shamirThreshold()));
            WriteOptions.write(file, updated);
            session.invocation()
                    .err()
                    .println(file + " has them now. Whoever had the old keys can still read what it"
                            + " held: rotate it, and change the secrets themselves");
        } else {
            session.invocation().err().println(file + " is as before");
        }
    }

    private boolean isConfirmed() {
        session.invocation().print("Is this right? (y/n): ".getBytes(StandardCharsets.UTF_8));
        var answer = new StringBuilder();
        try {
            int read = session.invocation().in().read();
            while (read >= 0 && read != '\n') {
                answer.append((char) read);
                read = session.invocation().in().read();
            }
            if (read < 0 && answer.isEmpty()) {
                throw new CommandFailure("Nobody answers; -y goes on without asking");
            }
        } catch (IOException e) {
            throw new CommandFailure("Nobody answers: " + e.getMessage(), e);
        }
        return answer.toString().strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
