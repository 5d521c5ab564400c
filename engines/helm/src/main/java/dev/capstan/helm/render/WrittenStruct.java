package dev.capstan.helm.render;

import dev.capstan.gotemplate.sprig.EncodedValues;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.yaml.StructFields;

/** A struct that encoders know how to write. */
interface WrittenStruct extends GoStruct, EncodedValues.Encodable {
    /** Its fields by their names in JSON, in Go's order. */
    @Override
    StructFields encoded();
}
