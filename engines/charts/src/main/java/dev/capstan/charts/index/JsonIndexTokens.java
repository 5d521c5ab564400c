package dev.capstan.charts.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;

/** An index in JSON, token by token: memory does not grow with it. */
final class JsonIndexTokens implements IndexTokens {
    private static final int LONGEST_VALUE = 4 << 20;
    private static final int DEEPEST = 1000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_VALUE)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build();

    private final JsonParser parser;
    private YamlScalar scalar = YamlScalar.ofNull();

    /**
     * @param index is read to the end of the value that begins here
     */
    JsonIndexTokens(InputStream index) throws IOException {
        this.parser = JSON.createParser(index);
    }

    @Override
    public Token next() throws ChartException, IOException {
        try {
            var token = parser.nextToken();
            if (token == null) {
                return Token.END;
            }
            return switch (token) {
                case START_OBJECT -> Token.MAP;
                case END_OBJECT -> Token.END_MAP;
                case START_ARRAY -> Token.LIST;
                case END_ARRAY -> Token.END_LIST;
                case FIELD_NAME, VALUE_STRING, VALUE_EMBEDDED_OBJECT -> found(YamlScalar.ofString(parser.getText()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> found(YamlScalar.plain(parser.getText()));
                case VALUE_TRUE -> found(YamlScalar.ofBool(true));
                case VALUE_FALSE -> found(YamlScalar.ofBool(false));
                case VALUE_NULL -> found(YamlScalar.ofNull());
                case NOT_AVAILABLE -> throw new IllegalStateException("only parsers that do not block say this");
            };
        } catch (StreamConstraintsException e) {
            throw new ChartException(new ChartFailure.LimitExceeded(
                    "one value in an index may have %d bytes, and %d values may be in each other"
                            .formatted(LONGEST_VALUE, DEEPEST)));
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new ChartException(new ChartFailure.IndexInvalid(
                    "it is not JSON in line %d, column %d".formatted(place.getLineNr(), place.getColumnNr())));
        }
    }

    private Token found(YamlScalar value) {
        scalar = value;
        return Token.SCALAR;
    }

    @Override
    public YamlScalar scalar() {
        return scalar;
    }
}
