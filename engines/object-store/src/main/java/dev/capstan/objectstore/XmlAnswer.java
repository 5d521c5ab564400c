package dev.capstan.objectstore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML from servers that are not trusted: no document type, so no entities but the five of XML itself; limits for depth and
 * number of elements. How many bytes there are is limited by whoever gives the stream.
 */
final class XmlAnswer {
    private static final int DEEPEST = 16;
    private static final int MOST_ELEMENTS = 200_000;

    private XmlAnswer() {}

    /** Bytes that may be an XML document; empty when they are not. */
    static Optional<XmlElement> parse(byte[] content) {
        try {
            return Optional.of(read(new ByteArrayInputStream(content)));
        } catch (ObjectStoreException e) {
            return Optional.empty();
        }
    }

    /** The root of a document. */
    static XmlElement read(InputStream content) throws ObjectStoreException {
        try {
            var reader = factory().createXMLStreamReader(content);
            try {
                return root(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            // What reading the stream throws is the cause; its text would quote the answer.
            throw e.getNestedException() instanceof IOException broken
                    ? ObjectStoreException.of(broken)
                    : new ObjectStoreException(new ObjectStoreFailure.AnswerUnreadable("it is not XML"), e);
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** An element that is not complete yet. */
    private record Open(String name, boolean isEncoded, StringBuilder text, List<XmlElement> children) {}

    private static XmlElement root(XMLStreamReader reader) throws XMLStreamException, ObjectStoreException {
        Deque<Open> open = new ArrayDeque<>();
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS || open.size() >= DEEPEST) {
                        throw unreadable("it has too many elements, or they are nested too deeply");
                    }
                    open.push(new Open(
                            reader.getLocalName(),
                            "true".equals(reader.getAttributeValue(null, "Encoded")),
                            new StringBuilder(),
                            new ArrayList<>()));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.peek().text().append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    var ended = open.pop();
                    var element = new XmlElement(
                            ended.name(), ended.text().toString(), ended.isEncoded(), List.copyOf(ended.children()));
                    if (open.isEmpty()) {
                        return element;
                    }
                    open.peek().children().add(element);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw unreadable("it has a document type or entities, which are never read");
                default -> {}
            }
        }
        throw unreadable("it ends too early");
    }

    private static ObjectStoreException unreadable(String why) {
        return new ObjectStoreException(new ObjectStoreFailure.AnswerUnreadable(why));
    }
}
