package dev.capstan.cloud;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** The elements of a short XML document that hold text alone, by their names. No document type and no entities are read. */
final class XmlFields {
    private XmlFields() {}

    /** Empty when it is not XML. */
    static Map<String, String> of(byte[] document) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        var fields = new HashMap<String, String>();
        try {
            var reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            var text = "";
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> text = "";
                    case XMLStreamConstants.CHARACTERS ->
                        text = reader.getText().strip();
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (!text.isEmpty()) {
                            fields.putIfAbsent(reader.getLocalName(), text);
                        }
                        text = "";
                    }
                    default -> {}
                }
            }
            return Map.copyOf(fields);
        } catch (XMLStreamException e) {
            return Map.of();
        }
    }
}
