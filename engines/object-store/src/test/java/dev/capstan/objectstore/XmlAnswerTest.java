package dev.capstan.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlAnswerTest {

    @Test
    void readsTextsAndChildrenWithoutRegardToNamespaces() throws Exception {
        var root = read("<?xml version='1.0'?><a xmlns='urn:x'><b>1 &amp; <![CDATA[2]]></b><b>3</b><!-- c --></a>");

        assertThat(root.all("b").map(XmlElement::text)).containsExactly("1 & 2", "3");
        assertThat(root.textOf("absent")).isEmpty();
    }

    @Test
    void skipsAByteOrderMark() throws Exception {
        assertThat(read("\uFEFF<?xml version='1.0' encoding='utf-8'?><a/>").name())
                .isEqualTo("a");
    }

    @Test
    void entitiesOfADocumentTypeAreNotRead(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "hunter2");

        assertThatThrownBy(() -> read("<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>&x;</a>"))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void entitiesThatMultiplyAreNotExpanded() {
        var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"0123456789\">");
        for (int i = 1; i < 10; i++) {
            bomb.append("<!ENTITY e" + i + " \"" + ("&e" + (i - 1) + ";").repeat(10) + "\">");
        }

        assertThatThrownBy(() -> read(bomb + "]><a>&e9;</a>")).isInstanceOf(ObjectStoreException.class);
    }

    @Test
    void depthAndNumberOfElementsAreLimited() {
        assertThatThrownBy(() -> read("<a>".repeat(1000) + "</a>".repeat(1000)))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> read("<a>" + "<b/>".repeat(300_000) + "</a>"))
                .hasMessageContaining("too many elements");
    }

    @Test
    void whatIsNotXmlIsNotQuoted() {
        assertThatThrownBy(() -> read("s3cret <a>"))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageNotContaining("s3cret");
    }

    private static XmlElement read(String text) throws ObjectStoreException {
        return XmlAnswer.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
