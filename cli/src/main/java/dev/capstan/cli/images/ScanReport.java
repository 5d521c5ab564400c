package dev.capstan.cli.images;

import dev.capstan.cli.terminal.PrintableText;
import dev.capstan.cli.terminal.Table;
import dev.capstan.images.policy.Candidate;
import dev.capstan.images.policy.Explanation;
import dev.capstan.images.policy.Selection;
import dev.capstan.images.policy.TagCounts;
import dev.capstan.images.policy.TagVerdict;
import dev.capstan.images.policy.TagVerdict.Standing;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a policy chooses, and why.
 *
 * @param listed how many tags the registry has
 * @param excluded how many of them were dropped before all else
 * @param limit how many of those that count, and how many of those that do not, are shown
 */
record ScanReport(String image, int listed, int excluded, Explanation explanation, int limit) {

    /** Whether there is a latest tag. */
    boolean hasChosen() {
        return explanation.selection() instanceof Selection.Chosen;
    }

    /** For people. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("image:   " + image);
        lines.add("tags:    " + counted());
        lines.add("chosen:  " + chosen());
        var table = new Table(List.of("RANK", "TAG", "VALUE", "WHY"));
        shown().forEach(verdict -> table.add(row(verdict)));
        if (!table.isEmpty()) {
            lines.add("");
            lines.addAll(table.lines());
        }
        int hidden = explanation.verdicts().size() - (int) shown().count();
        if (hidden > 0) {
            lines.add("… and " + hidden + " more; --limit shows them");
        }
        return List.copyOf(lines);
    }

    private String counted() {
        String text = listed + " listed, " + excluded + " excluded";
        return switch (explanation.selection()) {
            case Selection.Chosen(var _, var _, TagCounts counts, var _) -> text + counted(counts);
            case Selection.NoneMatches(var _, TagCounts counts, var _) -> text + counted(counts);
            case Selection.PolicyInvalid _ -> text;
        };
    }

    private static String counted(TagCounts counts) {
        return ", " + counts.passed() + " found by the filter, " + counts.eligible() + " count";
    }

    private String chosen() {
        return switch (explanation.selection()) {
            case Selection.Chosen(var tag, var value, var _, var _) -> image + ":" + tag + seenAs(tag, value);
            case Selection.NoneMatches none -> "none: " + why(none);
            case Selection.PolicyInvalid(var field, var why) -> "none: spec." + field + ": " + why;
        };
    }

    private static String seenAs(String tag, String value) {
        return value.equals(tag) ? "" : " (seen as " + PrintableText.of(value) + ")";
    }

    private static String why(Selection.NoneMatches none) {
        return PrintableText.of(none.why()
                + none.nearest()
                        .map(it -> "; nearest is " + it.tag() + ": " + it.why())
                        .orElse(""));
    }

    private Stream<TagVerdict> shown() {
        var ranked = explanation.verdicts().stream().filter(it -> it.standing() == Standing.RANKED);
        var others = explanation.verdicts().stream().filter(it -> it.standing() != Standing.RANKED);
        return Stream.concat(ranked.limit(limit), others.limit(limit));
    }

    private List<String> row(TagVerdict verdict) {
        String rank = verdict.rank().isPresent() ? String.valueOf(verdict.rank().getAsInt()) : "-";
        return List.of(rank, verdict.tag(), verdict.value().orElse("-"), rank.equals("1") ? "chosen" : verdict.why());
    }

    /** For programs. */
    YamlMap data() {
        var data = YamlMap.builder()
                .put("image", YamlScalar.ofString(image))
                .put("listed", YamlScalar.ofInt(listed))
                .put("excluded", YamlScalar.ofInt(excluded));
        switch (explanation.selection()) {
            case Selection.Chosen(var tag, var value, var counts, var runnersUp) -> {
                data.put("tag", YamlScalar.ofString(tag));
                data.put("value", YamlScalar.ofString(value));
                data.put("counts", counts(counts));
                data.put(
                        "runnersUp",
                        YamlList.of(runnersUp.stream()
                                .map(Candidate::tag)
                                .map(YamlScalar::ofString)
                                .toList()));
            }
            case Selection.NoneMatches none -> {
                data.put("why", YamlScalar.ofString(why(none)));
                data.put("counts", counts(none.counts()));
            }
            case Selection.PolicyInvalid(var field, var why) ->
                data.put("why", YamlScalar.ofString("spec." + field + ": " + why));
        }
        return data.put("tags", YamlList.of(shown().map(ScanReport::verdict).toList()))
                .build();
    }

    private static YamlMap counts(TagCounts counts) {
        return YamlMap.builder()
                .put("passed", YamlScalar.ofInt(counts.passed()))
                .put("readable", YamlScalar.ofInt(counts.readable()))
                .put("eligible", YamlScalar.ofInt(counts.eligible()))
                .build();
    }

    private static YamlMap verdict(TagVerdict verdict) {
        var data = YamlMap.builder()
                .put("tag", YamlScalar.ofString(verdict.tag()))
                .put("standing", YamlScalar.ofString(word(verdict.standing())));
        verdict.value().ifPresent(value -> data.put("value", YamlScalar.ofString(value)));
        verdict.rank().ifPresent(rank -> data.put("rank", YamlScalar.ofInt(rank)));
        if (!verdict.why().isEmpty()) {
            data.put("why", YamlScalar.ofString(verdict.why()));
        }
        return data.build();
    }

    /** As fields of the toolkit are written: {@code filteredOut}. */
    private static String word(Standing standing) {
        var words = standing.name().toLowerCase(Locale.ROOT).split("_");
        var text = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return text.toString();
    }
}
