package dev.capstan.cli.kustomize;

import dev.capstan.cli.CommandFailure;
import dev.capstan.kustomize.edit.Edit.LabelReach;
import picocli.CommandLine.Option;

/** Where labels go. */
final class LabelOptions {
    @Option(names = "--without-selector", description = "Leave selectors and templates alone.")
    private boolean withoutSelector;

    @Option(names = "--include-templates", description = "With --without-selector: reach templates nevertheless.")
    private boolean includeTemplates;

    LabelReach reach() {
        if (includeTemplates && !withoutSelector) {
            throw new CommandFailure(
                    "--include-templates needs --without-selector; with selectors, templates are reached anyway");
        }
        if (!withoutSelector) {
            return LabelReach.SELECTORS;
        }
        return includeTemplates ? LabelReach.TEMPLATES : LabelReach.OBJECTS;
    }
}
