package dev.capstan.images.setter;

import dev.capstan.images.setter.ValuePlace.What;
import dev.capstan.yaml.CollectionStyle;
import dev.capstan.yaml.CommentedYaml;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.Span;
import dev.capstan.yaml.YamlComment;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file with its markers.
 *
 * @param yaml empty when the file cannot be read
 * @param values those that have a marker, in the order of the text
 */
record MarkedFile(Optional<CommentedYaml> yaml, List<MarkedValue> values, List<SetterWarning> warnings) {
    private static final byte[] TOKEN = MarkerComment.TOKEN.getBytes(StandardCharsets.US_ASCII);

    /**
     * A value and its marker.
     *
     * @param line of the marker
     */
    record MarkedValue(Marker marker, int line, ValuePlace place, YamlScalar scalar) {}

    /** Whether the bytes have what every marker has; only then is it worth to read them as YAML. */
    static boolean mayHaveMarkers(byte[] text) {
        for (int at = 0; at + TOKEN.length <= text.length; at++) {
            if (text[at + 1] == '$' && startsWithToken(text, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithToken(byte[] text, int at) {
        for (int i = 0; i < TOKEN.length; i++) {
            if (text[at + i] != TOKEN[i]) {
                return false;
            }
        }
        return true;
    }

    static MarkedFile read(String path, byte[] text, SetterLimits limits) {
        if (SourceLines.areAmbiguous(text)) {
            return unreadable(new SetterWarning.Unreadable(
                    path,
                    0,
                    "it has line or paragraph separators (U+2028, U+2029); write line feeds, or escapes in quotes"));
        }
        CommentedYaml yaml;
        try {
            yaml = YamlReader.readCommented(path, text, limits.yaml());
        } catch (YamlSyntaxException e) {
            String hint = e.problem().hint().isEmpty() ? "" : " (" + e.problem().hint() + ")";
            return unreadable(new SetterWarning.Unreadable(
                    path,
                    e.problem().line(),
                    "it has markers and is not usable YAML, so it is left alone: "
                            + OneLine.of(e.problem().problem()) + hint));
        }
        ValuePlaces places = ValuePlaces.of(yaml);
        List<MarkedValue> values = new ArrayList<>();
        List<SetterWarning> warnings = new ArrayList<>();
        for (YamlComment comment : yaml.comments()) {
            if (comment.ownLine() && !comment.text().stripLeading().startsWith("{")) {
                continue; // a line that is commented out together with its marker
            }
            switch (MarkerComment.read(comment.text())) {
                case MarkerComment.Reading.Other() -> {}
                case MarkerComment.Reading.Broken(var why) ->
                    warnings.add(new SetterWarning.BrokenMarker(path, comment.line(), why));
                case MarkerComment.Reading.Found(var marker) ->
                    new Lookup(path, marker, comment, yaml).find(places, values, warnings);
            }
        }
        return new MarkedFile(Optional.of(yaml), values, warnings);
    }

    private static MarkedFile unreadable(SetterWarning warning) {
        return new MarkedFile(Optional.empty(), List.of(), List.of(warning));
    }

    /** Finds the value of one marker. */
    private record Lookup(String path, Marker marker, YamlComment comment, CommentedYaml yaml) {

        void find(ValuePlaces places, List<MarkedValue> values, List<SetterWarning> warnings) {
            Optional<ValuePlace> place = places.before(comment.line(), comment.column());
            if (place.isEmpty()) {
                warnings.add(none("no value is on the line of the marker; write it behind the value"));
                return;
            }
            switch (place.get().what()) {
                case What.Key() ->
                    warnings.add(none("the marker stands behind a key; write it behind the value, on its line"));
                case What.Alias() ->
                    warnings.add(none("the value is an alias; write the marker behind the value that has the anchor"));
                case What.Brackets(var node) -> {
                    List<YamlScalar> inside = OnlyScalar.in(node, yaml.marks());
                    if (inside.size() == 1) {
                        YamlScalar scalar = inside.getFirst();
                        Span span = yaml.marks().span(scalar).orElse(place.get().span());
                        What.Value value = new What.Value(scalar, CollectionStyle.FLOW);
                        add(new ValuePlace(value, span, place.get().object()), scalar, values, warnings);
                    } else {
                        warnings.add(none("the marker stands behind brackets that hold more or less than one value; "
                                + "write the value on a line of its own, with the marker behind it"));
                    }
                }
                case What.Value(var scalar, var _) -> add(place.get(), scalar, values, warnings);
            }
        }

        private void add(ValuePlace place, YamlScalar scalar, List<MarkedValue> values, List<SetterWarning> warnings) {
            boolean isMissing =
                    scalar.style() == ScalarStyle.PLAIN && scalar.text().isEmpty();
            if (isMissing) {
                warnings.add(none("there is no value before the marker; write one, such as \"\", on its line"));
            } else {
                values.add(new MarkedValue(marker, comment.line(), place, scalar));
            }
        }

        private SetterWarning none(String what) {
            return new SetterWarning.NoValue(path, comment.line(), what);
        }
    }
}
