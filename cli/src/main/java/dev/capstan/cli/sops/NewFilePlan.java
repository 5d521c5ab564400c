package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.rules.KeyTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a new file is encrypted: as the rule for it says, with the keys and the selection that options say in its place. */
final class NewFilePlan {
    private static final int CONFLICT = 8;

    private NewFilePlan() {}

    /**
     * The plan.
     *
     * @throws CommandFailure when there are no keys, or rule and options contradict each other
     */
    static EncryptionPlan of(SopsSession session, Path file, RecipientOptions recipients, SelectionOptions selection) {
        Map<String, String> context = KeyTexts.context(recipients.context());
        Optional<EncryptionPlan> rule = session.planned(file, context);
        List<MasterKey> given =
                NamedKeys.of(session.texts(), recipients.given(session.invocation()), context, recipients.awsProfile());
        List<KeyGroup> groups =
                given.isEmpty() ? rule.map(EncryptionPlan::groups).orElse(List.of()) : List.of(new KeyGroup(given));
        if (groups.isEmpty()) {
            throw new CommandFailure("There is nobody to encrypt " + file
                    + " for: give keys with --age, --pgp, --kms, ..., or write a creation rule into .sops.yaml");
        }
        int threshold = recipients.threshold() == 0
                ? rule.map(EncryptionPlan::shamirThreshold).orElse(0)
                : recipients.threshold();
        return new EncryptionPlan(
                groups,
                threshold,
                selection(selection, rule.flatMap(EncryptionPlan::selection)),
                selection.isMacOnlyEncrypted()
                        || rule.map(EncryptionPlan::macOnlyEncrypted).orElse(false));
    }

    private static Optional<Selection> selection(SelectionOptions options, Optional<Selection> ofRule) {
        List<Selection> stated = Arrays.stream(Selection.Rule.values())
                .filter(rule -> options.stated().containsKey(rule.key()))
                .map(rule -> new Selection(rule, options.stated().getOrDefault(rule.key(), "")))
                .toList();
        var all = new ArrayList<>(stated);
        // An option replaces what the rule says in the same way; two ways contradict each other.
        ofRule.filter(rule -> !options.stated().containsKey(rule.rule().key())).ifPresent(all::add);
        if (all.size() > 1) {
            throw new CommandFailure(
                    "Both " + all.get(0).rule().key() + " and "
                            + all.get(1).rule().key()
                            + " say what is encrypted, by options or the rule in .sops.yaml; only one may",
                    CONFLICT);
        }
        return all.stream().findFirst();
    }
}
