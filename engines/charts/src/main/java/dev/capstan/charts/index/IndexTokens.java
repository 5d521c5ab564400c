package dev.capstan.charts.index;

import dev.capstan.charts.ChartException;
import dev.capstan.yaml.YamlScalar;
import java.io.IOException;

/** The parts of an index in the order of its text, whatever that is written in. In a map, keys and values take turns. */
interface IndexTokens {

    /** What a part is. */
    enum Token {
        MAP,
        END_MAP,
        LIST,
        END_LIST,
        SCALAR,
        /** Nothing is left. */
        END
    }

    /** The next part. */
    Token next() throws ChartException, IOException;

    /** The scalar that {@link #next()} has just met. */
    YamlScalar scalar();

    /** Passes over the rest of what {@link #next()} has just begun; over nothing after a scalar. */
    default void skip(Token begun) throws ChartException, IOException {
        int open = begun == Token.MAP || begun == Token.LIST ? 1 : 0;
        while (open > 0) {
            switch (next()) {
                case MAP, LIST -> open++;
                case END_MAP, END_LIST, END -> open--;
                case SCALAR -> {}
            }
        }
    }
}
