package de.asvumzug.web.protocol.section;

/** Makes one part of the protocol. */
interface SectionMaker {

  ProtocolSection of(MoveRecord move);
}
