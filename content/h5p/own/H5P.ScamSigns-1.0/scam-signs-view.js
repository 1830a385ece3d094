/*
 * What the learner sees of "Dấu hiệu lừa đảo": the phone with its message, and beside it the count, then the result.
 * Copyright the authors of Đại học số. SPDX-License-Identifier: Apache-2.0
 */
H5P.ScamSigns.View = (function () {
  'use strict';

  var plain = H5P.ScamSigns.plain;
  var say = H5P.ScamSigns.say;
  // Shapes of 24 by 24.
  var FLAG = 'M6 21V4l13 5-13 5';
  var TICK = 'M4 12.5l5 5L20 6.5';
  var CROSS = 'M6 6l12 12M18 6L6 18';
  var EYE = 'M2 12c5-7.5 15-7.5 20 0-5 7.5-15 7.5-20 0zM12 9.2v5.6M9.2 12h5.6';
  var LONG = 10;
  var ADDRESS = /^https?:\/\//;
  var VERDICTS = { right: TICK, wrong: CROSS, missed: EYE };

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) {
      element.className = 'h5p-scam-signs-' + name;
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  }

  function icon(path, name) {
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    var shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('class', 'h5p-scam-signs-icon' + (name ? ' h5p-scam-signs-' + name : ''));
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('focusable', 'false');
    shape.setAttribute('d', path);
    svg.appendChild(shape);
    return svg;
  }

  /** `text` with its addresses looking as links do, which lead nowhere. */
  function withLinks(element, text) {
    text.split(/(https?:\/\/\S+)/).forEach(function (words) {
      element.appendChild(ADDRESS.test(words) ? make('span', 'link', words) : document.createTextNode(words));
    });
    return element;
  }

  function clear(element) {
    while (element.firstChild) {
      element.removeChild(element.firstChild);
    }
  }

  /** @param {H5P.ScamSigns} task whose places it draws, and whose verbs its buttons are */
  function View(task) {
    this.task = task;
    this.words = task.params.l10n;
    // Of each place, by its id.
    this.elements = {};
  }

  View.prototype.draw = function () {
    var root = make('div', 'inner');
    root.setAttribute('lang', this.task.language);
    root.appendChild(this.drawTask());
    root.appendChild(this.drawPhone());
    root.appendChild(this.drawPanel());
    return root;
  };

  View.prototype.drawTask = function () {
    var lead = make('div', 'lead');
    lead.appendChild(make('p', 'task', plain(this.task.params.task)));
    this.hint = make('p', 'hint', plain(this.words.hint));
    lead.appendChild(this.hint);
    return lead;
  };

  View.prototype.drawPhone = function () {
    var self = this;
    var name = plain(this.task.params.sender.name);
    var phone = make('div', 'phone');
    var head = make('div', 'head');
    var who = make('div', 'who');
    var face = make('span', 'face', name.trim().charAt(0).toUpperCase());
    var address = make('div', 'address');
    phone.setAttribute('role', 'group');
    phone.setAttribute('aria-label', say(this.words.messageFrom, { name: name }));
    face.setAttribute('aria-hidden', 'true');
    address.appendChild(this.drawPlace(this.task.sender));
    who.appendChild(make('div', 'name', name));
    who.appendChild(address);
    head.appendChild(face);
    head.appendChild(who);
    phone.appendChild(head);
    this.task.messages.forEach(function (message) {
      phone.appendChild(self.drawMessage(message));
    });
    return phone;
  };

  View.prototype.drawMessage = function (message) {
    var self = this;
    var row = make('div', message.isReply ? 'message h5p-scam-signs-reply' : 'message');
    var bubble = make('p', 'bubble');
    if (message.isReply) {
      bubble.appendChild(make('span', 'unseen', plain(this.words.reply) + ' '));
    }
    message.parts.forEach(function (part, index) {
      if (index) {
        bubble.appendChild(document.createTextNode(' '));
      }
      bubble.appendChild(part.id ? self.drawPlace(part) : withLinks(make('span'), part.text));
    });
    row.appendChild(bubble);
    if (message.time) {
      row.appendChild(make('span', 'time', message.time));
    }
    return row;
  };

  /** Words that wrap as words do, which no button's would. */
  View.prototype.drawPlace = function (place) {
    var self = this;
    var element = make('span');
    // What follows the last word stays on its line; one as long as an address may have to break.
    var parts = /^([\s\S]*\s)?(\S*)$/.exec(place.text);
    var isLong = parts[2].length > LONG;
    withLinks(element, isLong ? place.text : parts[1] || '');
    element.appendChild(make('span', 'last', isLong ? '' : parts[2]));
    element.setAttribute('role', 'checkbox');
    element.addEventListener('click', function () {
      self.task.mark(place);
    });
    element.addEventListener('keydown', function (event) {
      if (event.keyCode === 32 || event.keyCode === 13) {
        event.preventDefault();
        self.task.mark(place);
      }
    });
    this.elements[place.id] = element;
    return element;
  };

  View.prototype.drawPanel = function () {
    var panel = make('div', 'panel');
    this.pips = make('div', 'pips');
    this.pips.setAttribute('aria-hidden', 'true');
    this.status = make('p', 'status');
    this.status.setAttribute('role', 'status');
    this.rule = make('p', 'rule', say(this.words.rule, { needed: this.task.needed, signs: this.task.signs }));
    this.result = make('div', 'result');
    this.buttons = make('div', 'buttons');
    this.notes = make('div', 'notes');
    [this.result, this.pips, this.status, this.rule, this.buttons, this.notes].forEach(function (part) {
      panel.appendChild(part);
    });
    return panel;
  };

  View.prototype.show = function () {
    var numbers = 0;
    var self = this;
    this.task.places.forEach(function (place) {
      place.verdict = self.task.verdict(place);
      place.number = place.verdict ? (numbers += 1) : 0;
      self.showPlace(place);
    });
    this.showCount();
    this.hint.hidden = this.rule.hidden = this.task.isChecked;
    this.showResult();
    this.showButtons();
    this.showNotes();
    this.task.trigger('resize');
  };

  View.prototype.showPlace = function (place) {
    var element = this.elements[place.id];
    var end = element.lastChild;
    var old = element.querySelector('.h5p-scam-signs-badge');
    if (old) {
      end.removeChild(old);
    }
    element.className = 'h5p-scam-signs-place' + (place.isMarked ? ' h5p-scam-signs-marked' : '') +
      (place.verdict ? ' h5p-scam-signs-' + place.verdict : '');
    element.setAttribute('aria-checked', String(place.isMarked));
    element.setAttribute('aria-disabled', String(this.task.isChecked));
    element.setAttribute('tabindex', this.task.isChecked ? '-1' : '0');
    if (place.verdict) {
      end.appendChild(this.drawBadge(place));
    } else if (place.isMarked) {
      end.appendChild(make('span', 'badge')).appendChild(icon(FLAG));
    }
  };

  View.prototype.drawBadge = function (place) {
    var badge = make('span', 'badge');
    var number = make('span', 'number', String(place.number));
    var words = this.words;
    number.setAttribute('aria-hidden', 'true');
    badge.appendChild(icon(VERDICTS[place.verdict]));
    badge.appendChild(number);
    badge.appendChild(make('span', 'unseen', '. ' + plain(words[place.verdict]) + ', ' +
      say(words.note, { number: place.number })));
    return badge;
  };

  View.prototype.showCount = function () {
    var count = this.task.count();
    var facts = { marked: count.right + count.wrong, signs: this.task.signs, right: count.right, wrong: count.wrong };
    var text = this.task.isChecked ? 'summary' : (facts.marked > facts.signs ? 'tooMany' : 'count');
    var full = this.task.isChecked ? facts.right : facts.marked;
    clear(this.pips);
    for (var index = 0; index < facts.signs; index += 1) {
      this.pips.appendChild(icon(FLAG, index < full ? (this.task.isChecked ? 'found' : 'used') : ''));
    }
    this.status.textContent = say(this.words[text], facts);
  };

  View.prototype.showResult = function () {
    clear(this.result);
    if (!this.task.isChecked) {
      return;
    }
    var title = make('h2', 'title', say(this.words[this.task.isPassed() ? 'passed' : 'failed'],
      { score: this.task.getScore(), max: this.task.signs }));
    title.setAttribute('tabindex', '-1');
    this.result.className = 'h5p-scam-signs-result h5p-scam-signs-' + (this.task.isPassed() ? 'passed' : 'failed');
    this.result.appendChild(title);
  };

  View.prototype.askForMarks = function () {
    this.status.textContent = plain(this.words.nothing);
  };

  View.prototype.focusResult = function () {
    this.result.querySelector('h2').focus();
  };

  View.prototype.focusFirst = function () {
    this.elements[this.task.sender.id].focus();
  };

  View.prototype.showButtons = function () {
    var behaviour = this.task.params.behaviour;
    clear(this.buttons);
    if (!this.task.isChecked) {
      this.addButton('check', this.task.check, 'primary');
      return;
    }
    if (behaviour.enableSolutionsButton && !this.task.isRevealed && this.task.count().right < this.task.signs) {
      this.addButton('showSolutions', this.task.reveal, 'primary');
    }
    if (behaviour.enableRetry) {
      this.addButton('retry', this.task.retry, 'secondary');
    }
  };

  View.prototype.addButton = function (name, press, kind) {
    var button = make('button', kind, plain(this.words[name]));
    button.type = 'button';
    button.addEventListener('click', press.bind(this.task));
    this.buttons.appendChild(button);
  };

  View.prototype.showNotes = function () {
    var self = this;
    var list = make('ol', 'list');
    clear(this.notes);
    this.task.places.forEach(function (place) {
      if (place.verdict) {
        list.appendChild(self.drawNote(place));
      }
    });
    if (list.firstChild) {
      this.notes.appendChild(make('h3', 'heading', plain(this.words.notes)));
      this.notes.appendChild(list);
    }
  };

  View.prototype.drawNote = function (place) {
    var note = make('li', 'note h5p-scam-signs-' + place.verdict);
    var head = make('p', 'verdict');
    head.appendChild(icon(VERDICTS[place.verdict]));
    head.appendChild(make('span', '', place.number + '. ' + plain(this.words[place.verdict])));
    note.appendChild(head);
    note.appendChild(make('p', 'quote', place.text));
    if (place.feedback) {
      note.appendChild(make('p', 'why', place.feedback));
    }
    return note;
  };

  return View;
})();
