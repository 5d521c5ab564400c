package dev.capstan.images.policy;

import com.google.re2j.Matcher;
import dev.capstan.images.policy.Selection.PolicyInvalid;
import dev.capstan.images.policy.TagVerdict.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a filter leaves of the tags.
 *
 * @param candidates one per value, in the descending order of the bytes of the values
 * @param refused all others, in descending order of the tags
 * @param counts without what only a policy can know
 */
record FilteredTags(List<Candidate> candidates, List<TagVerdict> refused, TagCounts counts) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final int LONGEST_EXTRACT = 4_096;
    private static final int LONGEST_VALUE = 1_024;
    /** Steps of searches for all tags together, about half a minute. */
    private static final long MOST_STEPS = 4_000_000_000L;

    /** What filtering gives. */
    sealed interface Filtering {
        record Done(FilteredTags tags) implements Filtering {}

        record Refused(PolicyInvalid invalid) implements Filtering {}
    }

    static Filtering of(Optional<TagFilter> filter, Collection<String> tags) {
        TreeSet<String> given = new TreeSet<>(ByteOrder.DESCENDING);
        given.addAll(tags);
        List<TagVerdict> refused = new ArrayList<>();
        List<String> wellFormed = new ArrayList<>(given.size());
        for (String tag : given) {
            if (TAG.matcher(tag).matches()) {
                wellFormed.add(tag);
            } else {
                refused.add(TagVerdict.refused(tag, Standing.MALFORMED, "'" + Shown.text(tag) + "' cannot be a tag"));
            }
        }
        int malformed = refused.size();
        if (filter.isEmpty()) {
            List<Candidate> all =
                    wellFormed.stream().map(tag -> new Candidate(tag, tag)).toList();
            return new Filtering.Done(new FilteredTags(
                    all, refused, new TagCounts(given.size(), malformed, all.size(), all.size(), 0, 0)));
        }
        return switch (SearchExpression.compile(filter.get().pattern())) {
            case SearchExpression.Compiled.Refused(var why) ->
                refused("filterTags.pattern", "'" + Shown.text(filter.get().pattern()) + "' cannot be used: " + why);
            case SearchExpression.Compiled.Ready(var expression) ->
                filtered(expression, filter.get().extract(), wellFormed, refused, given.size());
        };
    }

    private static Filtering filtered(
            SearchExpression expression, String extract, List<String> tags, List<TagVerdict> refused, int given) {
        if (extract.length() > LONGEST_EXTRACT) {
            return refused("filterTags.extract", "it has more than " + LONGEST_EXTRACT + " characters");
        }
        if (tags.stream().mapToLong(expression::cost).sum() > MOST_STEPS) {
            return refused(
                    "filterTags.pattern",
                    "it would take too long for " + tags.size() + " tags; use a shorter expression or exclude tags");
        }
        Optional<GroupTemplate> template =
                extract.isEmpty() ? Optional.empty() : Optional.of(GroupTemplate.parse(extract));
        int malformed = refused.size();
        int passed = 0;
        Map<String, String> tagsByValue = new LinkedHashMap<>();
        for (String tag : tags) {
            Matcher match = expression.matcher(tag);
            if (!match.find()) {
                refused.add(TagVerdict.refused(tag, Standing.FILTERED_OUT, "the filter does not find '" + tag + "'"));
                continue;
            }
            passed++;
            Optional<String> value = template.map(it -> it.expand(expression, match, LONGEST_VALUE))
                    .orElse(Optional.of(tag));
            if (value.isEmpty()) {
                return refused(
                        "filterTags.extract",
                        "it makes a text of more than " + LONGEST_VALUE + " characters of the tag '" + tag + "'");
            }
            String before = tagsByValue.put(value.get(), tag);
            if (before != null) {
                refused.add(TagVerdict.refused(
                        new Candidate(before, value.get()),
                        Standing.SAME_VALUE,
                        "the tag '" + tag + "' has the same value"));
            }
        }
        List<Candidate> candidates = tagsByValue.entrySet().stream()
                .map(entry -> new Candidate(entry.getValue(), entry.getKey()))
                .sorted(Comparator.comparing(Candidate::value, ByteOrder.DESCENDING))
                .toList();
        return new Filtering.Done(new FilteredTags(
                candidates, refused, new TagCounts(given, malformed, passed, candidates.size(), 0, 0)));
    }

    private static Filtering refused(String field, String why) {
        return new Filtering.Refused(new PolicyInvalid(field, why));
    }
}
