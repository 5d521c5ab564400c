package dev.capstan.image.automation.run;

import dev.capstan.api.image.LeftAlone;
import dev.capstan.image.automation.policy.SelectedPolicies;
import dev.capstan.images.setter.SetterWarning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** What a run tells people beside how it ended. */
final class RunNotes {
    private final SelectedPolicies policies;
    private final String namespace;
    private final List<LeftAlone> leftAlone;
    private final List<SetterWarning> warnings;

    RunNotes(
            SelectedPolicies policies,
            String namespace,
            Collection<LeftAlone> leftAlone,
            Collection<SetterWarning> warnings) {
        this.policies = policies;
        this.namespace = namespace;
        this.leftAlone = List.copyOf(leftAlone);
        this.warnings = List.copyOf(warnings);
    }

    /** What belongs into the status: images that are not written although somebody waits for them. */
    List<String> forPeople() {
        var notes = new LinkedHashSet<String>();
        leftAlone.forEach(left -> notes.add(ReadyText.of(left)));
        for (SetterWarning warning : warnings) {
            switch (warning) {
                case SetterWarning.UnknownPolicy unknown -> {
                    String name = unknown.marker().policy().name();
                    String why = policies.broken().get(name);
                    if (why != null && unknown.marker().policy().namespace().equals(namespace)) {
                        notes.add("nothing is written for the policy '" + name + "', which failed: " + why);
                    }
                }
                case SetterWarning.OtherNamespace _, SetterWarning.NotWritable _ -> notes.add(warning.message());
                case SetterWarning.BrokenMarker _,
                        SetterWarning.NoValue _,
                        SetterWarning.Unreadable _,
                        SetterWarning.LinkSkipped _ -> {}
            }
        }
        return List.copyOf(notes);
    }

    /** What was left as it is in files, one sentence for each place. */
    List<String> aboutFiles() {
        var notes = new ArrayList<String>();
        for (SetterWarning warning : warnings) {
            switch (warning) {
                case SetterWarning.BrokenMarker _,
                        SetterWarning.NoValue _,
                        SetterWarning.Unreadable _,
                        SetterWarning.LinkSkipped _ -> notes.add(warning.message());
                case SetterWarning.UnknownPolicy _, SetterWarning.OtherNamespace _, SetterWarning.NotWritable _ -> {}
            }
        }
        return notes.stream().distinct().toList();
    }
}
